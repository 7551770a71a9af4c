"""A report as a page: one file of HTML for a browser, or a part of one for a notebook."""
