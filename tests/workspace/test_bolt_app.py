"""An unmodified Bolt app in dialogue with people, over Socket Mode and over HTTP."""

from workspace import Workspace


def test_a_command_is_answered_privately(workspace: Workspace) -> None:
    alice, paul = workspace.person("alice"), workspace.person("paul")
    alice.command("/exemple", "Alice", channel=workspace.channel)
    answer = alice.wait_for(lambda m: m["text"] == "Bonjour Alice")
    assert answer["is_ephemeral"]
    assert [e.audience for e in workspace.record] == [{alice.id}]
    assert paul.notices() == []


def test_a_direct_message_is_answered(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    said = alice.dm("heures & <insertion>")
    answer = alice.wait_for()
    assert answer["text"] == "Vous avez dit : heures &amp; &lt;insertion&gt;"
    assert answer["channel"] == said["channel"]


def test_a_mention_is_answered_in_a_thread(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    said = alice.say(workspace.channel, "<@U0BOTAPP1> bonjour")
    assert alice.wait_for()["thread_ts"] == said["ts"]


def test_a_button_opens_a_modal_whose_error_is_corrected(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    alice.command("/exemple", "Alice", channel=workspace.channel)
    alice.click(alice.wait_for(), action_id="ouvrir")
    note = alice.wait_for_view()
    assert alice.submit(note, {"montant": "beaucoup"}) == {
        "montant": "Un nombre, par exemple 45000."
    }
    assert alice.submit(note, {"montant": "45000"}) == {}
    assert alice.modals() == []
    assert alice.wait_for(lambda m: m["text"] == "Noté : 45000 €")


def test_the_home_tab_is_published(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    alice.open_home()
    assert alice.wait_for_home()["blocks"][0]["text"]["text"] == "Accueil"


def test_shortcuts_open_a_modal(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    alice.shortcut("note")
    alice.close(alice.wait_for_view())
    said = alice.say(workspace.channel, "à noter")
    alice.shortcut("note-message", said)
    assert alice.wait_for_view()["callback_id"] == "note"


def test_a_file_that_is_shared_is_known_to_the_app(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    alice.send_file(alice.direct_message(), "fiche.pdf", b"%PDF")
    assert alice.wait_for()["text"] == "Fichier : fiche.pdf"


def test_the_same_delivery_three_times_reaches_the_app_three_times(workspace: Workspace) -> None:
    alice = workspace.person("alice")
    alice.command("/exemple", "Alice", channel=workspace.channel)
    alice.wait_for()
    answers = workspace.deliver_again(times=2)
    assert [answer and answer["text"] for answer in answers] == ["Bonjour Alice"] * 2
    assert len(workspace.record) == 1
