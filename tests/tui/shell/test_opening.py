"""The first time, unlocking, and new keys: what stands on the pages, and what never does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from mapper.desk.desk import Desk
from mapper.desk.keeper import Keeper
from mapper.tui.app import MapperApp
from mapper.tui.screens.begin import Begin
from mapper.tui.screens.first import FirstRun
from mapper.tui.screens.home import Home
from mapper.tui.screens.recover import Recover
from mapper.tui.screens.secret import Leaving
from mapper.tui.screens.unlock import Unlock
from mapper.tui.widgets.actions import Actions
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.passphrase import NewPassphrase
from mapper.tui.widgets.recovery import ShownKey
from mapper.tui.widgets.secret import Secret
from mapper.vault.errors import PassphraseWrong
from mapper.vault.paths import key_file, vault_file
from mapper.vault.recovery import written
from mapper.vault.wraps import FLOOR
from tests.tui.bench import frame, rows
from tests.tui.shell.desk import NOW, settings_in, yesterdays_talk
from tests.tui.shell.test_shell import settle
from tests.vaults import PASSPHRASE, make_keeper, open_keeper

SIZES = [(80, 24), (120, 36), (56, 16)]
LANGUAGES = ["nb", "nn", "en"]
EACH = tuple(zip(LANGUAGES, SIZES, strict=True))
"""Every language and every size once."""
OWN = "Tolv trygge trær på Tøyen 🌲 é"


@asynccontextmanager
async def at_home(
    folder: Path, *, size: tuple[int, int] = (80, 24), language: str = "nb"
) -> AsyncIterator[tuple[MapperApp, Pilot[None]]]:
    """Sit down as the program starts: with whatever vault lies there, and that one closed."""
    settings = settings_in(folder, language=language)
    app = MapperApp(Desk(settings, clock=lambda: NOW, keeper=Keeper(settings.data, FLOOR)))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot


def locked(folder: Path) -> str:
    """Leave a vault behind; give its recovery key."""
    data = settings_in(folder).data
    keeper, keys = make_keeper(data)
    keeper.close()
    return keys.recovery


async def type_words(app: MapperApp, pilot: Pilot[None], name: str = "") -> str:
    """Type the five words that are offered, and a name; give the words."""
    offered = app.screen.query_one(NewPassphrase)._words
    await pilot.press(*offered, "enter", *name, "enter")
    await settle(pilot)
    return offered


FIRST_80 = f"""\
 Samtalen vår · Første gang · 1 av 3
────────────────────────────────────────────────────────────────────────────────

  Samtalene skal bare kunne leses av deg. Derfor låses de med et passord, som
  du skriver hver gang du begynner.

  Her er fem ord som blir et godt passord:
    {PASSPHRASE}

  Skriv de fem ordene:
  ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
  ┃                                                                    ┃
  ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
  [ Vis ]   [ Fem andre ord ]   [ Jeg vil skrive mitt eget ]

  Hva kaller deltakerne deg?
  ╭────────────────────────────────────────────────╮
  │                                                │
  ╰────────────────────────────────────────────────╯
  Navnet viser hvem som har sett på en samtale. Det kan stå tomt.

  [ ◀ Tilbake ]                                                   [ Videre ▶ ]"""

UNLOCK_80 = """\
 Samtalen vår · Lås opp
────────────────────────────────────────────────────────────────────────────────

  Samtalene er låst. Pass på at ingen ser tastene.

  Passordet ditt:
  ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
  ┃                                                                    ┃
  ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

  [ Vis ]   [ Jeg har glemt det … ]









  ! Det er ikke riktig passord. Prøv igjen. Store og små bokstaver teller.
  [ ◀ Tilbake ]                                                  [ Lås opp ▶ ]"""


# --- home


async def test_home_of_a_locked_vault_shows_nothing_of_any_case(tmp_path: Path) -> None:
    yesterdays_talk(tmp_path, "Kari Prøve")
    async with at_home(tmp_path) as (app, _):
        assert app.screen.query_one(Actions).ids == ("unlock", "practice", "", "settings")
        assert "▸ Lås opp" in frame(app)
        assert rows(app)[0].endswith("Låst")
        assert not re.search(r"Kari|13\. mars|i går|Fortsett|Andre samtaler", frame(app))


async def test_practice_needs_no_vault(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.meeting is not None
        assert app.meeting.practice
        assert app.desk.keeper.state == "none"


async def test_the_help_says_what_the_lock_does_in_practice(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path, size=(80, 60)) as (app, pilot):
        app.begin(app.desk.practice("full", "nb"))
        await settle(pilot)
        for opened in (False, True):
            if opened:
                app.desk.keeper.unlock(PASSPHRASE)
            await pilot.press("f1")
            await settle(pilot)
            told = " ".join(frame(app).split())
            assert (app.t("tui.keys.lock_practice_tip") in told) is not opened
            assert (app.t("tui.keys.lock_tip") in told) is opened
            await pilot.press("escape")


# --- the first time


async def test_before_there_is_a_vault_a_new_talk_leads_to_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapper.tui.widgets.passphrase.offered", lambda: PASSPHRASE)
    async with at_home(tmp_path) as (app, pilot):
        assert app.screen.query_one(Actions).ids == ("new", "practice", "", "settings")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FirstRun)
        assert frame(app).startswith(FIRST_80)


@pytest.mark.parametrize(("language", "size"), EACH, ids=str)
async def test_the_three_steps_fit_and_lead_to_the_new_talk(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with at_home(tmp_path, size=size, language=language) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        fits(app, size, "opening.first.go")
        passphrase = await type_words(app, pilot, "Vera")
        key = shown_key(app)
        assert frame(app).count(app.t("opening.recovery.what").split(". ")[0]) == 1
        fits(app, size, "opening.recovery.written")
        assert not app.desk.settings.data.exists()
        await pilot.press("enter", *key.lower())
        fits(app, size, "opening.recovery.finish")
        assert not app.desk.settings.data.exists()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Begin)
        assert (app.desk.keeper.state, app.desk.keeper.name) == ("open", "Vera")
    Keeper(app.desk.settings.data).unlock(passphrase)


def fits(app: MapperApp, size: tuple[int, int], button: str) -> None:
    """Make sure that nothing is wider than the screen, and that the way on is in sight."""
    assert all(len(row) <= size[0] for row in rows(app))
    assert any(f"{left} {app.t(button)} " in frame(app) for left in "[▐"), frame(app)


def shown_key(app: MapperApp) -> str:
    """Read the recovery key from the screen, as one would to write it down."""
    text = "\n".join(rows(app))
    groups = dict(re.findall(r"([1-7]) ([0-9A-HJKMNP-TV-Z]{5})\b", text))
    if len(groups) < 7:
        assert isinstance(app.screen, FirstRun)
        assert app.screen._prepared is not None
        return app.screen._prepared.recovery
    return "-".join(groups[number] for number in "1234567")


async def test_words_of_ones_own_are_typed_twice_and_weak_ones_refused_with_a_reason(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#way")
        await pilot.press(*"kort", "enter", *"kart", "enter", "enter")
        await settle(pilot)
        assert "De to er ikke like." in frame(app)
        await pilot.press("ctrl+u", *"kart", "enter", "enter", "enter")
        await settle(pilot)
        assert "Passordet er for kort." in frame(app)
        await pilot.press("ctrl+u", *"passordpassord", "enter", "ctrl+u", *"passordpassord", "enter", "enter")
        await settle(pilot)
        assert "! " in frame(app)
        assert isinstance(app.screen, FirstRun)
        assert app.screen._prepared is None


async def test_offered_words_must_be_typed_as_they_stand(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        first = app.screen.query_one(NewPassphrase)._words
        await pilot.click("#five")
        await pilot.pause()
        assert app.screen.query_one(NewPassphrase)._words != first
        await pilot.press(*first, "enter", "enter")
        await settle(pilot)
        assert "Det er ikke de fem ordene. Skriv dem med små bokstaver" in " ".join(frame(app).split())
        assert frame(app).count("╰") == 1
        await pilot.click("#way")
        await pilot.pause()
        assert "Det er ikke de fem ordene." not in frame(app)


async def test_words_in_capitals_are_told_how_to_be_typed(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        words = app.screen.query_one(NewPassphrase)._words
        await pilot.press(*words.upper(), "enter", "enter")
        await settle(pilot)
        assert "mellomrom mellom. Trykk Vis" in " ".join(frame(app).split())
        assert isinstance(app.screen, FirstRun)
        assert app.screen._prepared is None


async def test_a_mistyped_recovery_key_is_told_by_its_group(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await type_words(app, pilot)
        key = shown_key(app)
        wrong = key[:14] + ("A" if key[14] != "A" else "B") + key[15:]
        await pilot.press("enter", *wrong, "enter")
        await settle(pilot)
        assert "gruppe 3" in frame(app)
        assert not app.desk.settings.data.exists()
        await pilot.press(*["left"] * (len(key) - 15), "backspace", key[14], "enter")
        await settle(pilot)
        assert app.desk.keeper.state == "open"
        assert app.desk.keeper.name == "veileder"


async def test_one_may_go_back_and_nothing_of_the_keys_stands_any_more(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await type_words(app, pilot)
        first = shown_key(app)
        await pilot.click("#back")
        await pilot.pause()
        assert "1 av 3" in frame(app)
        assert all(secret.empty for secret in app.screen.query(Secret))
        await type_words(app, pilot)
        assert shown_key(app) != first
        await pilot.press("escape")
        assert isinstance(app.screen, Leaving)
        await pilot.press("enter")
        assert isinstance(app.screen, FirstRun)
        await pilot.press("escape", "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert not app.desk.settings.data.exists()


# --- unlocking


async def test_unlocking_leads_home_to_go_on(tmp_path: Path) -> None:
    yesterdays_talk(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter", *PASSPHRASE)
        assert PASSPHRASE not in frame(app)
        assert "•" * len(PASSPHRASE) in frame(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert "▸ Fortsett den siste samtalen    i går" in frame(app)


async def test_a_wrong_passphrase_is_told_the_same_way_each_time(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        told = set()
        for wrong in ("feil", PASSPHRASE.upper(), f"{PASSPHRASE} x", "é" * 1000):
            app.screen.query_one(Secret)._put(wrong)
            await pilot.press("enter")
            await settle(pilot)
            told.add(frame(app))
        assert len(told) == 1
        assert told.pop().startswith(UNLOCK_80)


async def test_the_page_lives_while_the_key_is_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    locked(tmp_path)
    gate = threading.Event()
    unlock = Keeper.unlock

    def slow(self: Keeper, passphrase: str) -> None:
        gate.wait(10)
        unlock(self, passphrase)

    monkeypatch.setattr(Keeper, "unlock", slow)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter", *PASSPHRASE, "enter")
        await pilot.pause()
        assert "Et øyeblikk …" in frame(app)
        await pilot.press("f12")
        await pilot.pause(0.1)
        assert "Pause" in frame(app)
        gate.set()
        await settle(pilot)
        assert "Pause" in frame(app)
        await pilot.press("f12")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert app.desk.keeper.state == "open"


@pytest.mark.parametrize("harm", ["missing", "empty", "foreign", "keys gone"])
async def test_what_is_wrong_with_the_files_is_told_in_place(tmp_path: Path, harm: str) -> None:
    locked(tmp_path)
    data = settings_in(tmp_path).data
    path = key_file(data) if harm == "keys gone" else vault_file(data)
    if harm in ("missing", "keys gone"):
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "empty" else b"x" * 5000)
    async with at_home(tmp_path, size=(120, 36)) as (app, pilot):
        await pilot.press("enter", *PASSPHRASE, "enter")
        await settle(pilot)
        assert isinstance(app.screen, Unlock)
        code = {"keys gone": "missing"}.get(harm, harm)
        assert app.t(f"vault.{code}.says", path=str(path)).split(":")[0] in " ".join(frame(app).split())
        assert app.t(f"vault.{code}.do").split(". ")[0] in " ".join(frame(app).split())


async def test_a_forgotten_passphrase_is_replaced_with_the_key_on_paper(tmp_path: Path) -> None:
    key = locked(tmp_path)
    async with at_home(tmp_path, size=(120, 36)) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#forgotten")
        await pilot.pause()
        assert isinstance(app.screen, Recover)
        await pilot.press(*key.replace("-", " ").lower(), "enter")
        new = app.screen.query_one(NewPassphrase)._words
        await pilot.press(*new, "enter")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert app.desk.keeper.state == "open"
    with pytest.raises(PassphraseWrong):
        open_keeper(settings_in(tmp_path).data)
    Keeper(settings_in(tmp_path).data).unlock(new)


@pytest.mark.parametrize("wrong", ["another key", "mistyped", "too few"])
async def test_a_wrong_key_is_told_and_typed_again(tmp_path: Path, wrong: str) -> None:
    key = locked(tmp_path)
    typed = {"another key": written(bytes(20)), "mistyped": f"{key[:-1]}U", "too few": key[:17]}[wrong]
    told = {"another key": "Kanskje har du fått en ny siden.", "mistyped": "gruppe 7", "too few": "3 av 7 grupper"}
    async with at_home(tmp_path) as (app, pilot):
        app.push_room("recover")
        await settle(pilot)
        await pilot.press(*typed, "enter", *app.screen.query_one(NewPassphrase)._words, "enter")
        await settle(pilot)
        assert told[wrong] in " ".join(frame(app).split())
        assert app.focused is app.screen.query_one("#key", Secret)


async def test_a_weak_new_passphrase_is_typed_again_and_not_the_key(tmp_path: Path) -> None:
    key = locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        app.push_room("recover")
        await settle(pilot)
        await pilot.press(*key, "enter")
        app.screen.query_one("#way", Button).press()
        await pilot.pause()
        await pilot.press(*"kort", "enter", *"kort", "enter")
        await settle(pilot)
        assert "Passordet er for kort." in frame(app)
        assert app.focused is app.screen.query_one("#first", Secret)


# --- new keys


async def test_the_vaults_page_leads_to_new_keys(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter", *PASSPHRASE, "enter")
        await settle(pilot)
        app.push_room("settings")
        await settle(pilot)
        await pilot.click("#vault")
        await settle(pilot)
        assert "Du heter «Vera Veileder»" in frame(app)
        assert "Det er ikke tatt noen sikkerhetskopi ennå." in frame(app)
        assert "Slik gjør du: mapper vault backup MAPPE" in frame(app)
        await pilot.press("enter", *PASSPHRASE, "enter")
        new = app.screen.query_one(NewPassphrase)._words
        await pilot.press(*new, "enter")
        await settle(pilot)
        assert "Passordet er byttet." in frame(app)
        await pilot.press("down", "enter", *new, "enter")
        await settle(pilot)
        assert app.screen.query_one(ShownKey).display
        key = getattr(app.screen, "_prepared").recovery  # noqa: B009
        await pilot.press("enter", *key, "enter")
        await settle(pilot)
        assert "Den nye nøkkelen gjelder." in frame(app)
        app.desk.keeper.backed_up_on(NOW.date())
        await pilot.press("escape")
        app.push_room("vault")
        await settle(pilot)
        assert "Siste sikkerhetskopi: i dag." in frame(app)
        assert "Slik gjør du" not in frame(app)
    keeper = Keeper(settings_in(tmp_path).data, FLOOR)
    keeper.recover(key, PASSPHRASE)
    keeper.close()


async def test_settings_of_a_locked_vault_lead_to_no_keys(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        app.push_room("settings")
        await settle(pilot)
        assert "Hvelvet" not in frame(app)


# --- the line


async def test_a_secret_line_shows_dots_and_gives_what_was_pasted(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        line = app.screen.query_one(Secret)
        for typed in ("lykt", OWN, "[red]x[/]", "\x1b[31mx", "a\u202eb", "漢字", "x" * 1000):
            line.post_message(events.Paste(f"{typed}\n"))
            await pilot.pause()
            assert line.read() == typed
            assert typed not in frame(app)
            await pilot.click("#see")
            await pilot.pause()
            assert "\x1b" not in frame(app)
            assert all(len(row) <= 80 for row in rows(app))
            assert line.read() == typed
            told = repr(line) + repr(Secret.Submitted(line)) + repr(Secret.Changed(line)) + str(vars(app))
            assert typed[:20] not in told
            await pilot.press("tab", "shift+tab", "ctrl+z")
            assert line.read() == typed
            line.forget()
            await pilot.press("ctrl+z")
            assert line.empty
            await pilot.click("#see")


async def test_typing_moves_and_deletes_as_people_expect(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        await pilot.press("enter")
        line = app.screen.query_one(Secret)
        await pilot.press(*"a cd", "home", "right", "b", "end", "x", "backspace", "left", "delete")
        assert line.read() == "ab c"
        await pilot.press("ctrl+u")
        assert line.empty


async def test_a_page_with_a_secret_begins_the_process_anew_when_it_locks_and_leaves_no_words(tmp_path: Path) -> None:
    locked(tmp_path)
    async with at_home(tmp_path) as (app, pilot):
        assert not app.secret
        await pilot.press("enter", *"halvskrevet")
        assert app.secret
        line = app.screen.query_one(Secret)
        await pilot.press("escape")
        await settle(pilot)
        assert not app.secret
        assert line.read() == ""
