"""What pages share. Importing this package once also makes every later run of a page cheaper (see `heap`)."""
