//! Outcomes to KPIs per segment, contract, owner and network.
