"""Dossiers: all that the documents say of one name, or between several, as a sheet that is handed in."""
