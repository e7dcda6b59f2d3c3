"""The report in the frame of the pages, and as a file."""

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from .current import edition, fresh

blueprint = Blueprint("reports", __name__)


@blueprint.route("/report")
def report_page() -> Response:
    return fresh(Response(render_template("report.html", body=Markup(""))), variant="text/html")
