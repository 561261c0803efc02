"""Where the national data come from."""

from typing import Final

from datasources.facts.coverage import DataSource

REWIRING_AMERICA: Final = DataSource(
    key="rewiring-america",
    name="Rewiring America, public data of the incentives API",
    url="https://github.com/rewiringamerica/api.rewiringamerica.org",
    licence="Apache-2.0",
)

COUNTY_MINIMUM: Final = DataSource(
    key="hud-county-minimum",
    name="HUD income limits, the lowest among the towns of a county",
    url="https://www.huduser.gov/portal/datasets/il.html",
    licence="Public domain (US government)",
    estimate=True,
)
