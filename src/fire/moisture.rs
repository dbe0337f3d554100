//! Dead and live fuel moisture.
