"""What a form is: the declaration that everything else follows from."""
