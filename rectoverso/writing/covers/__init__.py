"""The cover of the printed book: its panels, its barcode, its words made to fit."""
