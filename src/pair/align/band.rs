//! The part of the table that is looked at: some columns on either side of a rough path.

use super::dp::LARGEST;
use std::ops::Range;

/// Target columns to look at for each source row, rows and columns being edges between sentences.
pub(super) struct Band {
    rows: Vec<Range<usize>>,
}

impl Band {
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.rows.get(i).cloned().unwrap_or(0..0)
    }

    /// The target groups that beads with source group `i` in them can hold.
    pub(super) fn reach(&self, i: usize, columns: usize) -> Range<usize> {
        let rows = i.saturating_sub(LARGEST)..(i + LARGEST + 1).min(self.rows.len());
        let near = self.rows.get(rows).unwrap_or(&[]);
        let start = near.iter().map(|r| r.start).min().unwrap_or(0);
        let end = near.iter().map(|r| r.end).max().unwrap_or(0);
        start.min(columns)..end.min(columns)
    }

    /// Every column in every row.
    pub(super) fn full(rows: usize, columns: usize) -> Self {
        Self { rows: vec![0..columns + 1; rows + 1] }
    }

    /// `radius` columns on either side of a path; `points` are (row, column) edges on it, ascending.
    pub(super) fn around(points: &[(usize, usize)], rows: usize, columns: usize, radius: usize) -> Self {
        let mut low = vec![usize::MAX; rows + 1];
        let mut high = vec![0usize; rows + 1];
        let mut mark = |i: usize, j: usize| {
            if i <= rows {
                low[i] = low[i].min(j.saturating_sub(radius));
                high[i] = high[i].max((j + radius).min(columns) + 1);
            }
        };
        let mut last = (0, 0);
        for &(i, j) in points.iter().chain(&[(rows, columns)]) {
            let (di, dj) = (i.saturating_sub(last.0), j.saturating_sub(last.1));
            let steps = di.max(dj).max(1);
            for k in 0..=steps {
                let (x, y) = (last.0 + di * k / steps, last.1 + dj * k / steps);
                for near in x.saturating_sub(radius / 2)..=x + radius / 2 {
                    mark(near, y);
                }
            }
            last = (i, j);
        }
        mark(0, 0);
        mark(rows, columns);
        let rows =
            low.into_iter().zip(high).map(|(l, h)| if l < h { l..h } else { 0..columns + 1 }).collect();
        Self { rows }
    }
}
