"""The course language: reading, checking and rendering courses. Pure: no Flask, no database."""
