"""Whether a point lies in an area; the boundary counts as inside, a hole does not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from datasources.dataset.file import DatasetFile

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_LITTLE_ENDIAN = 1

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


def pack(geojson: str) -> tuple[Box, bytes]:
    """Turn an area into its bounding box and what the file holds of it (WKB, its polygons apart).

    Args:
        geojson: A feature, a collection of features, or a geometry.

    Raises:
        ValueError: The text is not GeoJSON, or holds no polygon.
    """
    import shapely  # noqa: PLC0415 - see Boundaries

    try:
        geometry = shapely.from_geojson(geojson)
    except shapely.errors.GEOSException as error:
        raise ValueError("the boundary is not GeoJSON") from error
    polygons = [part for part in _parts(geometry) if isinstance(part, shapely.Polygon)]
    area = shapely.GeometryCollection([part for part in polygons if not part.is_empty])
    if area.is_empty:
        raise ValueError("the boundary holds no polygon")
    west, south, east, north = map(float, area.bounds)
    return (west, south, east, north), shapely.to_wkb(area, byte_order=_LITTLE_ENDIAN)


def _parts(geometry: "BaseGeometry") -> Iterator["BaseGeometry"]:
    """Yield the single geometries of a collection, at any depth."""
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _parts(part)
    else:
        yield geometry


class Boundaries:
    """The boundaries of a data set file; an area is built when a point first comes near it.

    Shapely, with NumPy, is loaded by then and not before: a tenth of the time that a server takes
    to start, and many servers are never asked for an address.
    """

    def __init__(self, file: DatasetFile) -> None:
        self._file = file
        self._boxes: list[tuple[int, float, float, float, float]] = file.rows(
            "SELECT geography, west, south, east, north FROM boundary ORDER BY geography"
        )
        self._built: dict[int, list[BaseGeometry]] = {}

    def at(self, latitude: float, longitude: float) -> Iterator[int]:
        """Yield the numbers of the areas that cover a point, in order of their numbers."""
        for number, west, south, east, north in self._boxes:
            near = west <= longitude <= east and south <= latitude <= north
            if near and self._covers(number, latitude, longitude):
                yield number

    def _covers(self, number: int, latitude: float, longitude: float) -> bool:
        import shapely  # noqa: PLC0415 - see the class

        point = shapely.Point(longitude, latitude)
        return any(polygon.covers(point) for polygon in self._polygons(number))

    def _polygons(self, number: int) -> list["BaseGeometry"]:
        """Return an area's polygons apart: together they may cross, which has no defined inside."""
        import shapely  # noqa: PLC0415 - see the class

        if number not in self._built:
            query = "SELECT shape FROM boundary WHERE geography = ?"
            ((shape,),) = self._file.rows(query, number)
            polygons = list(shapely.from_wkb(shape).geoms)
            shapely.prepare(polygons)
            self._built[number] = polygons
        return self._built[number]
