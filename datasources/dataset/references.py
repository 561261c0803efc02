"""Finds references to facts that the data set does not hold."""

from collections.abc import Iterable, Iterator

from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent
from datasources.facts.relationship import Relationships, keys_of


def dangling(content: DatasetContent) -> Iterator[Concern]:
    """Yield a concern for every reference that leads nowhere.

    A missing income test is none: the incentive is then for nobody, which is safe, and
    ``findings`` tells of it.
    """
    yield from _of_states(content)
    yield from _of_incentives(content)
    yield from _of_programs(content)
    yield from _of_areas(content)
    yield from _of_places(content)
    yield from _of_relationships(content)
    yield from _of_sources(content)


def _of_states(content: DatasetContent) -> Iterator[Concern]:
    known = {jurisdiction.code for jurisdiction in content.jurisdictions}
    kinds: dict[str, Iterable[tuple[str | None, object]]] = {
        "incentive": ((each.state, each.key) for each in content.incentives),
        "program": ((each.state, each.key) for each in content.programs),
        "authority": ((each.state, each.key) for each in content.authorities),
        "geography": ((each.state, each.number) for each in content.geographies),
        "utility": ((each.state, each.key) for each in content.utilities),
        "partner": ((each.state, each.key) for each in content.partners),
        "rollout": ((each.state, each.rebate) for each in content.rollouts),
        "geo_group": ((state, "all") for state in content.geo_groups),
        "relationships": ((state, "all") for state in content.relationships),
    }
    for kind, facts in kinds.items():
        for state, key in facts:
            if state is not None and state not in known:
                yield Concern(kind, state, str(key), f"belongs to an unknown state: {state}")


def _of_incentives(content: DatasetContent) -> Iterator[Concern]:
    programs = {program.key: program for program in content.programs}
    # A federal offer may be for a group of areas that only some states have.
    anywhere = {key for groups in content.geo_groups.values() for key in groups}
    for offer in content.incentives:
        program = programs.get(offer.program)
        if program is None:
            message = f"belongs to a program that is not there: {offer.program}"
            yield Concern("incentive", offer.state, offer.key, message)
        elif program.state != offer.state:
            message = f"belongs to a program of {program.state or 'the federal government'}"
            yield Concern("incentive", offer.state, offer.key, message)
        groups = content.geo_groups.get(offer.state, {}) if offer.state else anywhere
        if offer.geo_group is not None and offer.geo_group not in groups:
            message = f"is for a geo group that is not there: {offer.geo_group}"
            yield Concern("incentive", offer.state, offer.key, message)


def _of_programs(content: DatasetContent) -> Iterator[Concern]:
    authorities = {(each.state, each.type, each.key) for each in content.authorities}
    for program in content.programs:
        named = (program.state, program.authority_type, program.authority)
        if program.authority is not None and named not in authorities:
            kind = program.authority_type.value
            message = f"is run by a {kind} authority that is not there: {program.authority}"
            yield Concern("program", program.state, program.key, message)


def _of_areas(content: DatasetContent) -> Iterator[Concern]:
    known = {area.number for area in content.geographies}
    for authority in content.authorities:
        for number in sorted(authority.geographies - known):
            message = f"serves a geography that is not there: {number}"
            yield Concern("authority", authority.state, authority.key, message)
    for state, groups in content.geo_groups.items():
        for key, geographies in groups.items():
            for number in sorted(geographies - known):
                message = f"holds a geography that is not there: {number}"
                yield Concern("geo_group", state, key, message)
    for utility in content.utilities:
        if utility.geography not in known:
            message = f"has a territory that is not there: {utility.geography}"
            yield Concern("utility", utility.state, utility.key, message)


def _of_places(content: DatasetContent) -> Iterator[Concern]:
    known = {area.number for area in content.geographies}
    territories = {utility.geography for utility in content.utilities}
    for area, number, _ in content.overlaps:
        if number not in known:
            yield Concern("overlap", None, area, f"touches a geography that is not there: {number}")
    for area, number in content.service:
        if number not in territories:
            message = f"is served by a geography that is no utility's territory: {number}"
            yield Concern("service", None, area, message)
    for number in content.boundaries:
        if number not in known:
            yield Concern("boundary", None, str(number), "bounds a geography that is not there")


def _of_relationships(content: DatasetContent) -> Iterator[Concern]:
    known = {offer.key for offer in content.incentives}
    for state, relationships in content.relationships.items():
        for key in sorted(set(_named(relationships)) - known):
            yield Concern("relationships", state, key, "names an incentive that is not there")


def _named(relationships: Relationships) -> Iterator[str]:
    for key, need in relationships.prerequisites.items():
        yield key
        yield from keys_of(need)
    for winner, losers in relationships.exclusions.items():
        yield winner
        yield from losers
    for combination in relationships.combinations:
        yield from combination.incentives


def _of_sources(content: DatasetContent) -> Iterator[Concern]:
    known = {source.key for source in content.sources}
    for (level, key), limits in content.ami:
        if limits.source not in known:
            message = f"comes from a source that is not there: {limits.source}"
            yield Concern("ami", None, f"{level} {key}", message)
