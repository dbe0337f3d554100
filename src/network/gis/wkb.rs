//! Geometry of a GeoPackage: its header, then well-known binary (OGC 12-128r18, ISO 13249-3).

use super::Shape;

/// Reads numbers off bytes.
struct Bytes<'a> {
    rest: &'a [u8],
    little: bool,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    fn count(&mut self) -> Option<u32> {
        let bytes = self.take::<4>()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Option<f64> {
        let bytes = self.take::<8>()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A list of things with their count in front; a count that the bytes cannot hold ends it.
    fn list<T>(&mut self, mut of: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()? as usize;
        (count <= self.rest.len()).then_some(())?;
        (0..count).map(|_| of(self)).collect()
    }

    fn place(&mut self, dimensions: usize) -> Option<[f64; 2]> {
        let [x, y] = [self.number()?, self.number()?];
        for _ in 2..dimensions {
            self.number()?;
        }
        Some([x, y])
    }

    fn line(&mut self, dimensions: usize) -> Option<Vec<[f64; 2]>> {
        self.list(|bytes| bytes.place(dimensions))
    }

    fn geometry(&mut self) -> Option<Shape> {
        self.little = self.take::<1>()? == [1];
        let kind = self.count()?;
        // Heights and measures: thousands in the ISO form, high bits in the older one.
        let (flags, kind) = (kind >> 28, kind & 0x0fff_ffff);
        let extra = match kind / 1000 {
            3 => 2,
            1 | 2 => 1,
            _ => usize::from(flags & 8 > 0) + usize::from(flags & 4 > 0),
        };
        let dimensions = 2 + extra;
        Some(match kind % 1000 {
            1 => Shape::Points(vec![self.place(dimensions)?]),
            2 => Shape::Lines(vec![self.line(dimensions)?]),
            3 => Shape::Areas(vec![self.list(|bytes| bytes.line(dimensions))?]),
            4..=6 => self.list(Bytes::geometry)?.into_iter().try_fold(Shape::Nothing, joined)?,
            _ => return None,
        })
    }
}

/// Parts of a multiple shape together.
fn joined(all: Shape, part: Shape) -> Option<Shape> {
    Some(match (all, part) {
        (Shape::Nothing, part) => part,
        (Shape::Points(mut all), Shape::Points(part)) => {
            all.extend(part);
            Shape::Points(all)
        }
        (Shape::Lines(mut all), Shape::Lines(part)) => {
            all.extend(part);
            Shape::Lines(all)
        }
        (Shape::Areas(mut all), Shape::Areas(part)) => {
            all.extend(part);
            Shape::Areas(all)
        }
        _ => return None,
    })
}

/// The shape of a geometry blob; `None` where it is none that is known.
pub(super) fn shape(blob: &[u8]) -> Option<Shape> {
    let mut bytes = Bytes { rest: blob, little: true };
    let [mark, other, _version, flags] = bytes.take::<4>()?;
    ([mark, other] == *b"GP").then_some(())?;
    bytes.take::<4>()?;
    if flags & 0x10 > 0 {
        return Some(Shape::Nothing);
    }
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    bytes.rest = bytes.rest.get(envelope..)?;
    bytes.geometry()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(body: &[u8]) -> Vec<u8> {
        [b"GP\x00\x01".as_slice(), &28992_u32.to_le_bytes(), body].concat()
    }

    fn line(kind: u32, places: &[&[f64]]) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(kind.to_le_bytes());
        bytes.extend((places.len() as u32).to_le_bytes());
        places.iter().flat_map(|place| place.iter()).for_each(|x| bytes.extend(x.to_le_bytes()));
        bytes
    }

    #[test]
    fn lines_with_and_without_heights_and_many_of_them_are_read() {
        let flat = Shape::Lines(vec![vec![[1.0, 2.0], [3.0, 4.0]]]);
        assert_eq!(shape(&blob(&line(2, &[&[1.0, 2.0], &[3.0, 4.0]]))), Some(flat.clone()));
        assert_eq!(shape(&blob(&line(1002, &[&[1.0, 2.0, 9.0], &[3.0, 4.0, 9.0]]))), Some(flat.clone()));
        assert_eq!(shape(&blob(&line(0x8000_0002, &[&[1.0, 2.0, 9.0], &[3.0, 4.0, 9.0]]))), Some(flat));
        let mut many = vec![1];
        many.extend(5_u32.to_le_bytes());
        many.extend(2_u32.to_le_bytes());
        many.extend(line(2, &[&[1.0, 2.0], &[3.0, 4.0]]));
        many.extend(line(2, &[&[5.0, 6.0], &[7.0, 8.0]]));
        assert!(matches!(shape(&blob(&many)), Some(Shape::Lines(lines)) if lines.len() == 2));
    }

    #[test]
    fn torn_and_strange_blobs_are_no_shapes() {
        let whole = blob(&line(2, &[&[1.0, 2.0], &[3.0, 4.0]]));
        for end in 0..whole.len() {
            assert_eq!(shape(&whole[..end]), None, "{end}");
        }
        assert_eq!(shape(&blob(&line(17, &[]))), None);
        let mut endless = vec![1];
        endless.extend(2_u32.to_le_bytes());
        endless.extend(u32::MAX.to_le_bytes());
        assert_eq!(shape(&blob(&endless)), None);
    }
}
