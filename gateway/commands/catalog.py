"""`catalog`: the devices and programs kept in storage, to and from files."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.catalog.pack import CatalogPack
from datasources.catalog.read import read_pack
from datasources.catalog.write import write_pack
from datasources.dataset.errors import Fault, ImportRefused
from datasources.dataset.reader import Dataset
from gateway.catalog_storage import store_pack, stored_pack
from gateway.choice import chosen_file
from gateway.settings import load_settings
from gateway.storage import current_database

app = typer.Typer(help="The devices and programs kept in storage.", no_args_is_help=True)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A pack: a YAML file as `export` writes it.")],
) -> None:
    """Add what a file holds, all or nothing; what has the same number is replaced."""
    pack = read_pack(file)
    _refuse_keys_of_the_dataset(pack, file)

    async def run() -> None:
        async with current_database(load_settings()) as database, database.write() as transaction:
            await store_pack(transaction, pack)

    asyncio.run(run())
    typer.echo(f"Imported devices: {len(pack.devices)}, programs: {len(pack.programs)}.")


@app.command()
def export(
    to: Annotated[
        Path | None, typer.Option(help="File to write; else it is printed.", dir_okay=False)
    ] = None,
) -> None:
    """Write everything that is stored as a pack."""
    pack = _stored()
    if to is None:
        typer.echo(write_pack(pack), nl=False)
    else:
        to.write_text(write_pack(pack), "utf-8")
        typer.echo(f"Wrote {to}.")


@app.command("list")
def list_all() -> None:
    """List the devices and the programs."""
    pack = _stored()
    devices = Table("number", "device", "category", "list price", "active", box=None)
    for device in pack.devices:
        price = "" if device.list_price is None else f"${device.list_price / 100:,.2f}"
        active = "yes" if device.active else "no"
        devices.add_row(str(device.number), device.name, device.category, price, active)
    programs = Table("number", "program", "utilities", "states", "tiers", "enabled", box=None)
    for program in pack.programs:
        programs.add_row(
            str(program.number),
            program.name.en,
            " ".join(program.eia_ids),
            " ".join(program.states),
            str(len(program.tiers)),
            "yes" if program.enabled else "no",
        )
    Console().print(devices, "", programs)


def _stored() -> CatalogPack:
    async def run() -> CatalogPack:
        async with current_database(load_settings()) as database, database.read() as transaction:
            return await stored_pack(transaction)

    return asyncio.run(run())


def _refuse_keys_of_the_dataset(pack: CatalogPack, file: Path) -> None:
    """One key must mean one program, wherever it is kept."""
    dataset = Dataset.open(chosen_file(load_settings()))
    faults = [
        Fault(str(file), f"programs[{number}].key", f"{program.key} is a program of the data set")
        for number, program in enumerate(pack.programs)
        if program.key in dataset.programs
    ]
    dataset.close()
    if faults:
        raise ImportRefused(faults)
