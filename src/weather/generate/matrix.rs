//! Small square matrices: eigenvalues, roots, factors. All by plain sums in a fixed order, so the bits are the same
//! everywhere.

/// A square matrix by rows.
pub(super) type Square<const N: usize> = [[f64; N]; N];

/// Most rounds of rotations; five or six rows are diagonal to the last bits after about six.
const JACOBI_ROUNDS: usize = 30;

/// Eigenvalues of a symmetric matrix, and the eigenvectors as columns (cyclic Jacobi rotations).
pub(super) fn eigen<const N: usize>(matrix: &Square<N>) -> ([f64; N], Square<N>) {
    let mut a = *matrix;
    let mut vectors = identity();
    for _ in 0..JACOBI_ROUNDS {
        let off: f64 = (0..N).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off < 1e-28 {
            break;
        }
        for p in 0..N {
            for q in p + 1..N {
                if a[p][q].abs() < 1e-300 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let sign = if theta < 0.0 { -1.0 } else { 1.0 };
                let t = sign / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut a {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (row_p, row_q) = (a[p], a[q]);
                a[p] = std::array::from_fn(|k| c * row_p[k] - s * row_q[k]);
                a[q] = std::array::from_fn(|k| s * row_p[k] + c * row_q[k]);
                for row in &mut vectors {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
            }
        }
    }
    (std::array::from_fn(|i| a[i][i]), vectors)
}

fn identity<const N: usize>() -> Square<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }))
}

/// `V f(D) V'` of a symmetric matrix `V D V'`.
fn with_eigenvalues<const N: usize>(matrix: &Square<N>, of: impl Fn(f64) -> f64) -> Square<N> {
    let (values, vectors) = eigen(matrix);
    let values = values.map(of);
    std::array::from_fn(|i| std::array::from_fn(|j| (0..N).map(|k| vectors[i][k] * values[k] * vectors[j][k]).sum()))
}

/// The symmetric square root; eigenvalues below 0 count as 0.
pub(super) fn symmetric_root<const N: usize>(matrix: &Square<N>) -> Square<N> {
    with_eigenvalues(matrix, |value| value.max(0.0).sqrt())
}

/// The matrix with eigenvalues of at least `least`; unchanged where none lies below.
pub(super) fn floored<const N: usize>(matrix: &Square<N>, least: f64) -> Square<N> {
    // A factor of the matrix less the floor exists where every eigenvalue is larger.
    let less: Square<N> =
        std::array::from_fn(|i| std::array::from_fn(|j| matrix[i][j] - if i == j { least } else { 0.0 }));
    let factor = cholesky(&less);
    if (0..N).all(|i| factor[i][i] > 0.0) {
        return *matrix;
    }
    with_eigenvalues(matrix, |value| value.max(least))
}

/// Lower triangular factor of a positive definite matrix.
pub(super) fn cholesky<const N: usize>(matrix: &Square<N>) -> Square<N> {
    let mut factor = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let rest: f64 = matrix[i][j] - (0..j).map(|k| factor[i][k] * factor[j][k]).sum::<f64>();
            factor[i][j] = if i == j { rest.max(0.0).sqrt() } else { rest / factor[j][j].max(1e-12) };
        }
    }
    factor
}

/// `X` with `X S = M` for a positive definite `S`: `M S^-1`.
pub(super) fn times_inverse<const N: usize>(matrix: &Square<N>, divisor: &Square<N>) -> Square<N> {
    let inverse = with_eigenvalues(divisor, |value| 1.0 / value.max(1e-9));
    product(matrix, &inverse)
}

/// `A B`.
pub(super) fn product<const N: usize>(a: &Square<N>, b: &Square<N>) -> Square<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..N).map(|k| a[i][k] * b[k][j]).sum()))
}

/// `A'`.
pub(super) fn transposed<const N: usize>(a: &Square<N>) -> Square<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| a[j][i]))
}

/// `A - B`.
pub(super) fn difference<const N: usize>(a: &Square<N>, b: &Square<N>) -> Square<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| a[i][j] - b[i][j]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: Square<3> = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.7], [0.5, -0.7, 2.0]];

    fn close(a: &Square<3>, b: &Square<3>) {
        assert!(a.iter().flatten().zip(b.iter().flatten()).all(|(x, y)| (x - y).abs() < 1e-12), "{a:?} {b:?}");
    }

    #[test]
    fn roots_and_factors_give_the_matrix_back() {
        let root = symmetric_root(&SAMPLE);
        close(&product(&root, &root), &SAMPLE);
        close(&transposed(&root), &root);
        let factor = cholesky(&SAMPLE);
        close(&product(&factor, &transposed(&factor)), &SAMPLE);
        assert_eq!(factor[0][2], 0.0);
        close(&product(&times_inverse(&SAMPLE, &root), &root), &SAMPLE);
    }

    #[test]
    fn eigenvalues_below_the_floor_are_raised() {
        let indefinite = [[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let raised = eigen(&floored(&indefinite, 0.1)).0;
        assert!(raised.iter().all(|&value| value > 0.1 - 1e-12), "{raised:?}");
        assert_eq!(floored(&SAMPLE, 0.1), SAMPLE);
    }
}
