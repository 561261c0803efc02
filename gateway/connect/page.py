"""The whole page that a customer's link opens, in one language."""

from collections.abc import Iterable
from pathlib import Path
from string import Template

from markupsafe import Markup

from datasources.facts.money import Cents
from datasources.facts.text import Language, Text
from gateway.connect import words
from gateway.connect.forms import Told, application, id_of, linked
from resolvers.invitations import Line, Offers, Welcome

_PAGE = Template((Path(__file__).parent / "page.html").read_text("utf-8"))
_NAMES = {Language.EN: "English", Language.ES: "Español"}
_SWITCH = Markup('<a href="?lang={code}" hreflang="{code}" lang="{code}">{name}</a>')
_SUMMARY = Markup(
    '<div class="summary" role="alert" tabindex="-1" autofocus><p>{notice}</p>{faults}</div>'
)
_TABLE = Markup(
    '<div class="wide"><table><thead><tr><th scope="col">{program}</th>'
    '<th scope="col" class="number">{up_to}</th><th scope="col" class="number">{sure}</th></tr>'
    "</thead><tbody>{rows}</tbody></table></div>"
)
_ROW = Markup(
    '<tr><th scope="row">{name}</th><td class="number">{total}</td>'
    '<td class="number">{certain}</td></tr>'
)
_APPLICATIONS = Markup("<h2>{heading}</h2>{shared}{sections}")
_NEXT = Markup("<h2>{heading}</h2><p>{steps}</p>")
_PARAGRAPH = Markup("<p>{}</p>")
_LEAD = Markup('<p class="lead">{}</p>')


def page(found: Welcome, told: Told | None, language: Language) -> str:
    """Write the page.

    Args:
        found: What is stored.
        told: What became of the last form; None for whoever only looks.
        language: Of the page.
    """
    failed = told if told and told.failed else None
    sections = [
        application(each, told if told and told.number == each.application.id else None, language)
        for each in found.sheets
    ]
    return _whole(
        language,
        title=words.TITLE,
        failed=failed is not None,
        body=Markup("").join(
            [
                _summary(failed, language) if failed else Markup(""),
                _LEAD.format(_lead(found, language)),
                _offers(found.offers, language) if found.offers else Markup(""),
                _applications(sections, language),
                _NEXT.format(
                    heading=words.NEXT.read(language), steps=words.NEXT_STEPS.read(language)
                ),
            ]
        ),
    )


def notice_page(notice: Text, language: Language) -> str:
    """Write a page that only says one thing."""
    return _whole(
        language, title=words.TITLE, failed=True, body=_LEAD.format(notice.read(language))
    )


def money(cents: Cents) -> str:
    """Write an amount.

    >>> money(Cents(125_000))
    '$1,250.00'
    """
    return f"${cents / 100:,.2f}"


def _whole(language: Language, *, title: Text, failed: bool, body: Markup) -> str:
    heading = title.read(language)
    return _PAGE.substitute(
        language=language.value,
        title=Markup("{}").format(
            f"{words.FAILED.read(language)}: {heading}" if failed else heading
        ),
        heading=Markup("{}").format(heading),
        languages=Markup("{}").format(words.LANGUAGES.read(language)),
        others=Markup(" ").join(
            _SWITCH.format(code=each.value, name=_NAMES[each])
            for each in Language
            if each is not language
        ),
        body=body,
    )


def _summary(told: Told, language: Language) -> Markup:
    items = Markup("").join(
        Markup('<li><a href="#{id}">{text}</a></li>').format(
            id=id_of(told.number, key), text=fault.read(language)
        )
        for key, fault in told.faults.items()
    )
    faults = Markup("<ul>{}</ul>").format(items) if items else ""
    return _SUMMARY.format(notice=told.notice.read(language), faults=faults)


def _lead(found: Welcome, language: Language) -> Markup:
    if found.offers is None:
        return Markup("{}").format(words.FOR_HOME.read(language).format(address=found.address))
    total = Markup("<strong>{}</strong>").format(money(found.offers.total))
    # The sentence becomes markup first, so that the address in it is escaped.
    sentence = Markup("{}").format(words.FOR_HOME_UP_TO.read(language))
    return sentence.format(address=found.address, total=total)


def _offers(offers: Offers, language: Language) -> Markup:
    return _TABLE.format(
        program=words.PROGRAM.read(language),
        up_to=words.UP_TO.read(language),
        sure=words.SURE.read(language),
        rows=Markup("").join(_rows(offers.lines, language)),
    )


def _rows(lines: Iterable[Line], language: Language) -> Iterable[Markup]:
    for line in lines:
        yield _ROW.format(
            name=linked(line.name.read(language), line.url, language),
            total=money(line.total),
            certain=money(line.certain),
        )


def _applications(sections: list[Markup], language: Language) -> Markup:
    if not sections:
        return Markup("")
    shared = _PARAGRAPH.format(words.SHARED.read(language)) if len(sections) > 1 else ""
    return _APPLICATIONS.format(
        heading=words.APPLICATIONS.read(language),
        shared=shared,
        sections=Markup("").join(sections),
    )
