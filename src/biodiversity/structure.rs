//! Winter refuge and uncut share.
