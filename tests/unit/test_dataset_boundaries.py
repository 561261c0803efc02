"""A point is in an area, on its boundary, in its hole, or outside."""

import json
from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.boundaries import pack
from tests.builders import BEND, a_dataset, a_geography

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}
WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [*SQUARE["coordinates"], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]],
}
ACROSS = {"type": "Polygon", "coordinates": [[[2, 2], [6, 2], [6, 6], [2, 6], [2, 2]]]}
FAR = {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]}
LINE = {"type": "LineString", "coordinates": [[20, 20], [21, 21]]}


def feature(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": "x"}, "geometry": geometry}


def areas_at(folder: Path, geometry: dict[str, Any], latitude: float, longitude: float):
    boundaries = {BEND: json.dumps(geometry)}
    return a_dataset(folder, boundaries=boundaries).custom_areas_at(latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        (3, 3, True),
        (0, 0, True),  # a corner
        (0, 2.5, True),  # an edge
        (4, 4, True),
        (1.5, 1.5, False),  # the hole
        (1, 1.5, True),  # the hole's edge
        (4.000001, 2, False),
        (-0.000001, 2, False),
        (2, 5, False),
    ],
)
def test_the_boundary_counts_as_inside_and_a_hole_does_not(
    tmp_path: Path, latitude: float, longitude: float, inside
):
    found = areas_at(tmp_path, WITH_HOLE, latitude, longitude)
    assert found == ((BEND,) if inside else ())


@pytest.mark.parametrize(
    "geometry",
    [
        SQUARE,
        {"type": "MultiPolygon", "coordinates": [FAR["coordinates"], SQUARE["coordinates"]]},
        {"type": "GeometryCollection", "geometries": [LINE, FAR, SQUARE]},
        feature(SQUARE),
        {"type": "FeatureCollection", "features": [feature(FAR), feature(SQUARE)]},
        {
            "type": "FeatureCollection",
            "features": [feature({"type": "GeometryCollection", "geometries": [SQUARE]})],
        },
    ],
)
def test_every_form_of_geojson_is_read(tmp_path: Path, geometry: dict[str, Any]):
    assert areas_at(tmp_path, geometry, 2, 2) == (BEND,)
    assert areas_at(tmp_path, geometry, 20.5, 20.5) == ()


def test_polygons_may_overlap_each_other(tmp_path: Path):
    both = {"type": "GeometryCollection", "geometries": [SQUARE, ACROSS]}
    assert areas_at(tmp_path, both, 3, 3) == (BEND,)


def test_areas_come_in_the_order_of_their_numbers(tmp_path: Path):
    geographies = [a_geography(number) for number in (9, 5, 7)]
    boundaries = {9: json.dumps(SQUARE), 5: json.dumps(SQUARE), 7: json.dumps(FAR)}
    dataset = a_dataset(tmp_path, geographies=geographies, boundaries=boundaries)
    assert dataset.custom_areas_at(2, 2) == (5, 9)


@pytest.mark.parametrize(
    "text", ["", "{}", "null", '{"type":"Polygon","coordinates":[]}', json.dumps(LINE), "[1, 2]"]
)
def test_a_boundary_without_a_polygon_is_refused(text: str):
    with pytest.raises(ValueError, match="boundary"):
        pack(text)
