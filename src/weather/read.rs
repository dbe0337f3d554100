//! Station files in every KNMI layout, and generic tables.
