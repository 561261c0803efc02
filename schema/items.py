"""What an incentive can pay for, described for clients."""

from functools import lru_cache

from datasources.facts.item import Item, known_item
from schema.describe import describe

__all__ = ["Item", "known_items"]


@lru_cache(maxsize=1 << 12)
def known_items(keys: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the items of raw keys, each once; OTHER stands for all that are newer than the list.

    >>> known_items(("hydrogen_boiler", "ebike", "other"))
    (<Item.OTHER: 'other'>, <Item.EBIKE: 'ebike'>)
    """
    return tuple(dict.fromkeys(known_item(key) for key in keys))


describe(
    Item,
    "A product or service that an incentive can pay for.",
    {
        "AIR_SEALING": "Sealing of leaks in the building's shell.",
        "AIR_TO_WATER_HEAT_PUMP": "A heat pump that heats water for radiators or floors.",
        "ATTIC_OR_ROOF_INSULATION": "Insulation of the attic or the roof.",
        "BASEMENT_INSULATION": "Insulation of the basement.",
        "BATTERY_STORAGE_INSTALLATION": "A home battery, installed.",
        "CENTRAL_AIR_CONDITIONER": "A central air conditioner that does not heat.",
        "COOL_ROOF": "A roof that reflects sunlight.",
        "CRAWLSPACE_INSULATION": "Insulation of the crawl space.",
        "DOOR_REPLACEMENT": "New outside doors.",
        "DUCT_REPLACEMENT": "New air ducts.",
        "DUCT_SEALING": "Sealing of air ducts.",
        "DUCTED_HEAT_PUMP": "An air-source heat pump with ducts.",
        "DUCTLESS_HEAT_PUMP": "An air-source heat pump without ducts: a mini-split.",
        "EBIKE": "An electric bicycle.",
        "EFFICIENCY_REBATES": "Rebates for the energy that a whole-home improvement saves.",
        "ELECTRIC_OUTDOOR_EQUIPMENT": "Electric mowers, leaf blowers and the like.",
        "ELECTRIC_PANEL": "A new electric panel.",
        "ELECTRIC_SERVICE_UPGRADES": "More electric service to the home.",
        "ELECTRIC_STOVE": "An electric or induction stove, cooktop or oven.",
        "ELECTRIC_THERMAL_STORAGE_AND_SLAB": "Electric heaters or slabs that store heat.",
        "ELECTRIC_VEHICLE_CHARGER": "A charger for electric vehicles.",
        "ELECTRIC_WIRING": "Electric wiring.",
        "ENERGY_AUDIT": "An audit of the home's use of energy.",
        "EVAPORATIVE_COOLER": "A cooler that evaporates water.",
        "FLOOR_INSULATION": "Insulation of floors.",
        "GEOTHERMAL_HEATING_INSTALLATION": "A ground-source heat pump, installed.",
        "HEAT_PUMP_CLOTHES_DRYER": "A clothes dryer with a heat pump.",
        "HEAT_PUMP_WATER_HEATER": "A water heater with a heat pump.",
        "INTEGRATED_HEAT_PUMP_CONTROLS": "Controls of a heat pump beside other heating.",
        "NEW_ELECTRIC_VEHICLE": "A new electric car.",
        "NEW_PLUGIN_HYBRID_VEHICLE": "A new plug-in hybrid car.",
        "NON_HEAT_PUMP_CLOTHES_DRYER": "An electric clothes dryer without a heat pump.",
        "NON_HEAT_PUMP_WATER_HEATER": "An electric water heater without a heat pump.",
        "OTHER": "Anything else; also what is newer than this list.",
        "OTHER_HEAT_PUMP": "A heat pump of another or an unnamed kind.",
        "OTHER_INSULATION": "Insulation of another or an unnamed kind.",
        "OTHER_WEATHERIZATION": "Weatherization of another or an unnamed kind.",
        "ROOFTOP_SOLAR_INSTALLATION": "Solar panels on the roof, installed.",
        "SMART_THERMOSTAT": "A thermostat that learns or is controlled from afar.",
        "SOLAR_SCREEN_FILMS": "Screens or films that keep sunlight out of windows.",
        "SOLAR_WATER_HEATER": "A water heater that uses the sun.",
        "USED_ELECTRIC_VEHICLE": "A used electric car.",
        "USED_PLUGIN_HYBRID_VEHICLE": "A used plug-in hybrid car.",
        "WALL_INSULATION": "Insulation of walls.",
        "WHOLE_HOUSE_FAN": "A fan that airs the whole house.",
        "WINDOW_REPLACEMENT": "New windows.",
    },
)
