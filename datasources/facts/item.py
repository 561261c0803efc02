"""What an incentive can pay for."""

from enum import StrEnum


class Item(StrEnum):
    """Products and services by the field's own keys; keys newer than this list count as OTHER."""

    AIR_SEALING = "air_sealing"
    AIR_TO_WATER_HEAT_PUMP = "air_to_water_heat_pump"
    ATTIC_OR_ROOF_INSULATION = "attic_or_roof_insulation"
    BASEMENT_INSULATION = "basement_insulation"
    BATTERY_STORAGE_INSTALLATION = "battery_storage_installation"
    CENTRAL_AIR_CONDITIONER = "central_air_conditioner"
    COOL_ROOF = "cool_roof"
    CRAWLSPACE_INSULATION = "crawlspace_insulation"
    DOOR_REPLACEMENT = "door_replacement"
    DUCT_REPLACEMENT = "duct_replacement"
    DUCT_SEALING = "duct_sealing"
    DUCTED_HEAT_PUMP = "ducted_heat_pump"
    DUCTLESS_HEAT_PUMP = "ductless_heat_pump"
    EBIKE = "ebike"
    EFFICIENCY_REBATES = "efficiency_rebates"
    ELECTRIC_OUTDOOR_EQUIPMENT = "electric_outdoor_equipment"
    ELECTRIC_PANEL = "electric_panel"
    ELECTRIC_SERVICE_UPGRADES = "electric_service_upgrades"
    ELECTRIC_STOVE = "electric_stove"
    ELECTRIC_THERMAL_STORAGE_AND_SLAB = "electric_thermal_storage_and_slab"
    ELECTRIC_VEHICLE_CHARGER = "electric_vehicle_charger"
    ELECTRIC_WIRING = "electric_wiring"
    ENERGY_AUDIT = "energy_audit"
    EVAPORATIVE_COOLER = "evaporative_cooler"
    FLOOR_INSULATION = "floor_insulation"
    GEOTHERMAL_HEATING_INSTALLATION = "geothermal_heating_installation"
    HEAT_PUMP_CLOTHES_DRYER = "heat_pump_clothes_dryer"
    HEAT_PUMP_WATER_HEATER = "heat_pump_water_heater"
    INTEGRATED_HEAT_PUMP_CONTROLS = "integrated_heat_pump_controls"
    NEW_ELECTRIC_VEHICLE = "new_electric_vehicle"
    NEW_PLUGIN_HYBRID_VEHICLE = "new_plugin_hybrid_vehicle"
    NON_HEAT_PUMP_CLOTHES_DRYER = "non_heat_pump_clothes_dryer"
    NON_HEAT_PUMP_WATER_HEATER = "non_heat_pump_water_heater"
    OTHER = "other"
    OTHER_HEAT_PUMP = "other_heat_pump"
    OTHER_INSULATION = "other_insulation"
    OTHER_WEATHERIZATION = "other_weatherization"
    ROOFTOP_SOLAR_INSTALLATION = "rooftop_solar_installation"
    SMART_THERMOSTAT = "smart_thermostat"
    SOLAR_SCREEN_FILMS = "solar_screen_films"
    SOLAR_WATER_HEATER = "solar_water_heater"
    USED_ELECTRIC_VEHICLE = "used_electric_vehicle"
    USED_PLUGIN_HYBRID_VEHICLE = "used_plugin_hybrid_vehicle"
    WALL_INSULATION = "wall_insulation"
    WHOLE_HOUSE_FAN = "whole_house_fan"
    WINDOW_REPLACEMENT = "window_replacement"


_KNOWN = {item.value: item for item in Item}


def known_item(key: str) -> Item:
    """Return the item of a raw key, OTHER for a key newer than the list.

    >>> known_item("hydrogen_boiler")
    <Item.OTHER: 'other'>
    """
    return _KNOWN.get(key, Item.OTHER)
