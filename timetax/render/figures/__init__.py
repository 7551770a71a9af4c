"""Figures over the sections of a report, drawn as SVG.

What is drawn is declared on a section (`Section.chart`, a `reports.chart.Chart`); a new section
gets a figure by such a declaration. A kind of figure is a module of `kinds/`, found by its name.

    from timetax.render.figures.figure import figure_of, figures_of, main_figure
    from timetax.render.figures.style import css_of
    from timetax.render.figures.svg import svg_of

    for section, figure in figures_of(report):       # sections with a figure, in their order
        svg_of(figure, name=section.key, width=760)  # text: one <svg>, for a page
        figure.title, figure.description, figure.source, figure.notes
        figure.table                                 # a `reports.report.Table`: what is drawn

The SVG of a page has a <title> and a <desc> and no visible title. It is as wide as its `width`
units and shrinks with its surroundings; give it twice (`width=760` and `width=340`) where a
telephone is to get its own layout. `name` begins the ids in it, so it must differ for each <svg>
of a page. It needs no script, no style attribute and no request: its colours are presentation
attributes, and a page with `css_of` its figures in its own style gets those for dark surroundings,
which any ancestor can set anew by the custom properties --figure-1 to --figure-6, --figure-more,
--figure-less, --figure-rest and --figure-paper. Text has the colour and font of its surroundings.
"""
