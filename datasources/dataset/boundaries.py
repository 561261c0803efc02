"""Whether a point lies in an area; the boundary counts as inside, a hole does not."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from datasources.dataset.file import DatasetFile


def bounding_box(geojson: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north of an area in degrees.

    Raises:
        ValueError: The text is not GeoJSON, or holds no polygon.
    """
    polygons = _polygons(geojson)
    if not polygons:
        raise ValueError("no polygon in the boundary")
    west, south, east, north = shapely.total_bounds(polygons)
    return float(west), float(south), float(east), float(north)


class Boundaries:
    """The boundaries of a data set file; an area is built when a point first comes near it."""

    def __init__(self, file: DatasetFile) -> None:
        self._file = file
        self._boxes: list[tuple[int, float, float, float, float]] = file.rows(
            "SELECT geography, west, south, east, north FROM boundary ORDER BY geography"
        )
        self._built: dict[int, list[BaseGeometry]] = {}

    def at(self, latitude: float, longitude: float) -> Iterator[int]:
        """Yield the numbers of the areas that cover a point, in order of their numbers."""
        point = shapely.Point(longitude, latitude)
        for number, west, south, east, north in self._boxes:
            near = west <= longitude <= east and south <= latitude <= north
            if near and any(polygon.covers(point) for polygon in self._area(number)):
                yield number

    def _area(self, number: int) -> list[BaseGeometry]:
        if number not in self._built:
            query = "SELECT body FROM boundary WHERE geography = ?"
            ((body,),) = self._file.rows(query, number)
            polygons = _polygons(body)
            shapely.prepare(polygons)
            self._built[number] = polygons
        return self._built[number]


def _polygons(geojson: str) -> list[BaseGeometry]:
    """Return every polygon of a feature, a collection or a geometry, at any depth.

    Apart, because what several polygons cover together is undefined where they overlap.
    """
    try:
        geometry = shapely.from_geojson(geojson)
    except shapely.errors.GEOSException as error:
        raise ValueError("not GeoJSON") from error
    return [part for part in _parts(geometry) if isinstance(part, shapely.Polygon)]


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _parts(part)
    else:
        yield geometry
