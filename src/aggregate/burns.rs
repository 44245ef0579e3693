//! Claims of customers as sums over customers: what a rate and its interval follow from.

/// The claims of one customer with a known outcome; rows of unknown status are in no rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Open, burnt and expired claims.
    pub claims: u64,
    /// Burnt claims.
    pub burnt: u64,
}

impl std::iter::Sum for Claims {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, next| Self { claims: sum.claims + next.claims, burnt: sum.burnt + next.burnt })
    }
}

/// The claims of several customers, as sums from which a rate and its interval follow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Burns {
    /// Open, burnt and expired claims.
    pub claims: u64,
    /// Burnt claims.
    pub burnt: u64,
    /// Customers with a claim.
    pub customers: u64,
    /// The most claims of one customer.
    pub most: u64,
    /// Sums over customers of claims², claims × burnt, and burnt².
    pub(crate) squares: [f64; 3],
}

impl Burns {
    /// Claims that are each of a customer of its own.
    pub fn of_single_claims(burnt: u64, claims: u64) -> Self {
        let [all, hits] = [claims, burnt].map(|n| n as f64);
        Self { claims, burnt, customers: claims, most: claims.min(1), squares: [all, hits, hits] }
    }
}

impl From<Claims> for Burns {
    fn from(Claims { claims, burnt }: Claims) -> Self {
        let [all, hits] = [claims, burnt].map(|n| n as f64);
        Self { claims, burnt, customers: claims.min(1), most: claims, squares: [all * all, all * hits, hits * hits] }
    }
}

impl std::ops::Add for Burns {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            claims: self.claims + other.claims,
            burnt: self.burnt + other.burnt,
            customers: self.customers + other.customers,
            most: self.most.max(other.most),
            squares: [0, 1, 2].map(|i| self.squares[i] + other.squares[i]),
        }
    }
}

impl std::ops::AddAssign for Burns {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Burns {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, next| sum + next)
    }
}
