//! Balances of water and nitrogen.
