"""What a pack holds, once it is read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datasources.facts.catalog import CatalogProgram, Device

DEMO: Final = Path(__file__).resolve().parent / "files" / "demo.yaml"
"""A pack to try everything with."""


@dataclass(frozen=True, slots=True)
class CatalogPack:
    """Devices and programs, in the order of their file."""

    devices: tuple[Device, ...] = ()
    programs: tuple[CatalogProgram, ...] = ()
