from launch.reload import Edits


def test_new_changed_and_removed_files_are_noticed_once(tmp_path):
    (tmp_path / "views.py").write_text("a")
    edits = Edits(tmp_path, suffixes={".py"})

    def noticed():
        return edits.found(), edits.found()

    assert noticed() == (False, False)
    (tmp_path / "views.py").write_text("ab")
    assert noticed() == (True, False)
    (tmp_path / "urls.py").write_text("")
    assert noticed() == (True, False)
    (tmp_path / "urls.py").unlink()
    assert noticed() == (True, False)
    (tmp_path / "notes.md").write_text("")
    assert noticed() == (False, False)
