"""Views of people who take part, on Django's generic ones: pages and lists, forms, buttons, appeals."""
