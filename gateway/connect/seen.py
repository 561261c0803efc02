"""What a form was filled in on: tells whether something else is stored by now."""

from hashlib import sha256

from gateway.connect.answers import shown
from resolvers.sheets import Sheet

_DIGITS = 32


def seen_of(sheet: Sheet) -> str:
    """Return a digest of an application as its customer sees it.

    The version alone would miss what another application of the customer changed: answers about
    the customer and the home stand on all of them.
    """
    application = sheet.application
    parts = [str(application.version), application.status.value]
    for each in sheet.questions:
        parts += [each.key, shown(each.name.field, each.value)]
    return sha256("\0".join(parts).encode()).hexdigest()[:_DIGITS]
