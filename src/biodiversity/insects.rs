//! Survival of insect guilds through cuts.
