"""Choosing a passphrase: five words that are offered, typed once, or words of one's own, typed twice."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.desk.unlocking import alike, offered
from mapper.language.catalogue import words
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.secret import Secret


class NewPassphrase(Vertical):
    """Takes a new passphrase that was typed as it should be. `slip` tells what is wrong with it."""

    DEFAULT_CSS = """
    NewPassphrase {
        height: auto;
        & #words { text-style: bold; height: auto; margin: 0 0 0 2; }
        & .ways { height: 1; }
        & .ways > Button { margin: 0 3 0 0; }
        & Secret { max-width: 70; }
        &.-own .offered { display: none; }
        &.-offered .own { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="-offered")
        self._words = offered()
        self._language = "nb"

    def compose(self) -> ComposeResult:
        """Put the words over the place to type them."""
        yield Static(id="offer-ask", classes="ask offered", markup=False)
        yield Static(id="words", classes="offered", markup=False)
        yield Static(id="first-ask", classes="ask", markup=False)
        yield Secret(id="first")
        yield Static(id="again-ask", classes="ask own", markup=False)
        yield Secret(id="again", classes="own")
        with Horizontal(classes="ways"):
            yield Button(id="see")
            yield Button(id="five", classes="offered")
            yield Button(id="way")

    @property
    def own(self) -> bool:
        """Tell whether the words are the person's own."""
        return self.has_class("-own")

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return all(secret.empty for secret in self.query(Secret))

    def say(self, language: str) -> None:
        """Say everything in a language."""
        self._language = language
        told = {
            "offer-ask": "offer",
            "first-ask": "own" if self.own else "type",
            "again-ask": "again",
        }
        for id, name in told.items():
            self.query_one(f"#{id}", Static).update(self._t(name))
        self.query_one("#words", Static).update(plain_line(self._words))
        seen = self.query_one("#first", Secret).seen
        self.query_one("#see", Button).label = words("opening.common.hide" if seen else "opening.common.see", language)
        self.query_one("#five", Button).label = self._t("five")
        self.query_one("#way", Button).label = self._t("to_offered" if self.own else "to_own")

    def _t(self, name: str) -> str:
        return words(f"opening.choose.{name}", self._language)

    def slip(self) -> str:
        """Name what is wrong with what was typed, by its catalogue key; empty where nothing is."""
        first, again = (self.query_one(id, Secret).read() for id in ("#first", "#again"))
        if not alike(first, again if self.own else self._words):
            return "opening.not_alike.says" if self.own else "opening.choose.not_the_words"
        return "" if first.strip() else "opening.choose.nothing"

    def read(self) -> str:
        """Give the passphrase."""
        return self.query_one("#first", Secret).read()

    def forget(self) -> None:
        """Let go of what was typed."""
        for secret in self.query(Secret):
            secret.forget()

    @on(Button.Pressed, "#five")
    def _five(self, event: Button.Pressed) -> None:
        event.stop()
        self._words = offered()
        self._anew()

    @on(Button.Pressed, "#way")
    def _way(self, event: Button.Pressed) -> None:
        event.stop()
        own = not self.own
        self.set_class(own, "-own")
        self.set_class(not own, "-offered")
        self._anew()

    def _anew(self) -> None:
        self.forget()
        self.say(self._language)
        first = self.query_one("#first", Secret)
        first.focus()
        self.post_message(Secret.Changed(first))

    @on(Button.Pressed, "#see")
    def _see(self, event: Button.Pressed) -> None:
        event.stop()
        see_all(self)
        self.say(self._language)

    @on(Secret.Submitted, "#first")
    def _next(self, event: Secret.Submitted) -> None:
        if self.own:
            event.stop()
            self.query_one("#again", Secret).focus()


def see_all(around: Vertical) -> None:
    """Draw the words in all secret lines within, or dots again."""
    secrets = list(around.query(Secret))
    seen = not secrets[0].seen
    for secret in secrets:
        secret.show(seen)
