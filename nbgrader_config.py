"""Settings of nbgrader for this course: they hold for `python -m tools.grading` and for nbgrader's own commands.

Run those at the root of this repository, for example `nbgrader autograde ex20_first_gan`. Work, marks and feedback
are kept in `grading/`, or in the folder that the environment variable COURSE_GRADING names.
"""

import os
import sys
from pathlib import Path

import nbgrader
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # tools.grading
# nbgrader starts `alembic`, which lies beside this Python even when the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

from tools.pages import literal  # noqa: E402

literal.paths()

c = get_config()  # noqa: F821  traitlets provides it

# --- where things are ---------------------------------------------------------------------------------
folder = Path(os.environ.get("COURSE_GRADING") or ROOT / "grading").resolve()
here = Path(os.path.relpath(folder, ROOT)).as_posix()
c.CourseDirectory.root = str(ROOT)
# A course folder may hold exercises of its own.
c.CourseDirectory.source_directory = f"{here}/solutions" if (folder / "solutions").is_dir() else "solutions"
c.CourseDirectory.release_directory = f"{here}/release"  # for the gradebook; `make exercises` writes what students get
c.CourseDirectory.submitted_directory = f"{here}/submitted"
c.CourseDirectory.autograded_directory = f"{here}/autograded"
c.CourseDirectory.feedback_directory = f"{here}/feedback"
c.ZipCollectApp.downloaded_directory = f"{here}/downloaded"
c.Patient.hidden = [str(folder)]  # where marks and other work lie; what a notebook sees is listed in walls.py
c.CourseDirectory.db_url = f"sqlite:///{(folder / 'gradebook.db').as_posix()}?timeout=60"  # several write to it
c.ClearSolutions.code_stub = {"python": "# your code here"}

# --- collect: one folder a student, as the class Collect leaves them ------------------------------------
c.ZipCollectApp.extractor_plugin = "tools.grading.collect.Collect"
c.FileNameCollectorPlugin.named_regexp = r".*[/\\](?P<student_id>[^/\\]+)[/\\](?P<file_id>[^/\\]+)\.ipynb$"

# --- autograde ------------------------------------------------------------------------------------------
c.Autograde.sanitize_preprocessors = [
    "tools.grading.mend.Mend",
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    "tools.grading.execute.Patient",
    "tools.grading.mend.OneMark",
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.Execute.timeout = 120  # seconds for a cell; no cell of a solved exercise needs half of it
c.Execute.startup_timeout = 300  # seconds for a kernel to come, on a machine that a whole class shares
c.Execute.iopub_timeout = 30  # seconds for its last output to arrive, and for an interrupted one to stop
c.Execute.shutdown_kernel = "immediate"
c.Execute.error_on_timeout = {
    "ename": "CellTimeoutError",
    "evalue": "this cell did not end in time and was stopped",
    "traceback": ["CellTimeoutError: this cell did not end in time and was stopped"],
}
c.Patient.check_timeout = 300  # check and grade stop by themselves; together they may take twice a task's limit
c.Patient.total_timeout = 1200
c.Patient.before_check = "from course.checks import check, grade"
c.Patient.cache = str(folder / "data")

# --- feedback and export --------------------------------------------------------------------------------
# ClearHiddenTests: what a student reads after the lab does not hold the hidden tests either.
# SafePage and the template: what students typed must not run in whose browser ever opens the page.
c.GenerateFeedback.preprocessors = [
    GetGrades,
    ClearHiddenTests,
    "tools.grading.page.SafePage",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
pages = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
c.HTMLExporter.extra_template_basedirs = [str(ROOT / "tools" / "grading" / "templates"), str(pages)]
c.HTMLExporter.template_file = "safe.html.j2"
c.ExportApp.plugin_class = "tools.grading.export.TasksExport"
