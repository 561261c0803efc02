"""Text in the languages the graph speaks."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that clients may ask for."""

    EN = "en"
    ES = "es"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English and, where it exists, in Spanish."""

    en: str
    es: str | None = None

    def read(self, language: Language) -> str:
        """Return the text in a language, in English where it is not translated.

        >>> Text("Heat pump", "Bomba de calor").read(Language.ES)
        'Bomba de calor'
        >>> Text("Heat pump").read(Language.ES)
        'Heat pump'
        """
        return (self.es if language is Language.ES else None) or self.en
