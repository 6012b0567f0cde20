"""How Sphinx builds the site of the documents; see tools/site."""

project = "Community::Backup"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "README"
myst_heading_anchors = 6
html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["names.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
# Quotes in commands and messages are to be copied.
smartquotes = False
pygments_style = "default"
# YAML with CloudFormation's short functions, and events of stacks, are no errors of the pages.
suppress_warnings = ["misc.highlighting_failure"]
