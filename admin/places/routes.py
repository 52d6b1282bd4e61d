"""The addresses of the pages of places, under /staff."""

from __future__ import annotations

from starlette.routing import Route

from admin.places import export, import_page, list_page, place_page

ROUTES = (
    Route("/places", list_page.list_page),
    Route("/places/demo", list_page.remove_demo, methods=["POST"]),
    Route("/places/new", place_page.new_page),
    Route("/places/new", place_page.add, methods=["POST"]),
    Route("/places/import", import_page.import_page),
    Route("/places/import", import_page.read, methods=["POST"]),
    Route("/places/import/yes", import_page.put_in, methods=["POST"]),
    Route("/places/template.xlsx", export.template),
    Route("/places/export.xlsx", export.export, methods=["POST"]),
    Route("/places/{id:int}", place_page.place_page),
    Route("/places/{id:int}/edit", place_page.edit_page),
    Route("/places/{id:int}/edit", place_page.edit, methods=["POST"]),
)
