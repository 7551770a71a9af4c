"""Reads the government's inventory of information collections: one large XML file, as a stream.

Elements are taken by their whole path, and only those that are named in `structure`; everything
else is passed over unread, first of all the names and addresses of an agency's staff.
"""
