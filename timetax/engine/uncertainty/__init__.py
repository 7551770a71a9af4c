"""How sure a total is: inputs that are known as ranges are drawn at random, and intervals follow.

Each ranged input has random numbers of its own, keyed by the seed and its name. So the baseline and
every scenario see the same draws, and another form or range changes none of them. What is added up
are deviations: what a form takes in a draw less what it takes at the likely values. So a form
without a range adds nothing at all, and closed ranges give the total itself.
"""
