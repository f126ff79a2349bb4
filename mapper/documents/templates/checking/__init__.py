"""Say all that is wrong with templates at once, each with its place, before a person ever gets the paper."""
