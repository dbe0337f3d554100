//! Owners of verges: their windows, budgets, machines and breeding season.
