// Scales of the user's own, kept with the mapping: made, changed, and read back
// from the file they were saved in.
import type { Mapping, OwnScale } from 'gradus';

export const ownScales = (mapping: Mapping): readonly OwnScale[] => mapping.scales ?? [];

/** A cut as most papers on sarcoma make it, to be changed. */
export function withNewScale(mapping: Mapping, name: string, labels: [string, string]): Mapping {
  return withScale(mapping, { id: freeId(mapping), name, counts: 'necrosis', labels, cuts: [{ at: 90, belongs_to: 'upper' }] });
}

/** In the place of the one with its id, or added. */
export function withScale(mapping: Mapping, scale: OwnScale): Mapping {
  const all = ownScales(mapping);
  const known = all.some(({ id }) => id === scale.id);
  return { ...mapping, scales: known ? all.map((one) => (one.id === scale.id ? scale : one)) : [...all, scale] };
}

/** Columns that were graded by it go back to the six categories. */
export function withoutScale(mapping: Mapping, id: string): Mapping {
  return {
    ...mapping,
    scales: ownScales(mapping).filter((scale) => scale.id !== id),
    grades: mapping.grades.map((grade) => (grade.scale === id ? { ...grade, scale: 'paper6' } : grade)),
  };
}

function freeId(mapping: Mapping): string {
  const taken = new Set(ownScales(mapping).map(({ id }) => id));
  for (let k = 1; ; k++) if (!taken.has(`own-${k}`)) return `own-${k}`;
}

/** One more grade above: halfway to 100. */
export function withGrade(scale: OwnScale): OwnScale {
  const last = scale.cuts.at(-1)?.at ?? 0;
  return {
    ...scale,
    labels: [...scale.labels, String(scale.labels.length + 1)],
    cuts: [...scale.cuts, { at: Math.round((last + 100) / 2), belongs_to: 'upper' }],
  };
}

/** Without a grade and the cut below it (above it, for the first). */
export function withoutGrade(scale: OwnScale, k: number): OwnScale {
  const cut = Math.max(0, k - 1);
  return {
    ...scale,
    labels: scale.labels.filter((_, at) => at !== k),
    cuts: scale.cuts.filter((_, at) => at !== cut),
  };
}

/** A scale from a file, under a free id; null where it is none. The engine says
 *  what is wrong with its labels and cuts. */
export function readScale(text: string, mapping: Mapping): OwnScale | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  const { name, counts, labels, cuts } = (found ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !Array.isArray(labels) || !Array.isArray(cuts)) return null;
  const sides = ['upper', 'lower', 'open'] as const;
  return {
    id: freeId(mapping),
    name,
    counts: counts === 'viable_tumour' ? counts : 'necrosis',
    labels: labels.map(String),
    cuts: cuts.map((cut: { at?: unknown; belongs_to?: unknown } | null) => ({
      at: Number(cut?.at),
      belongs_to: sides.find((side) => side === cut?.belongs_to) ?? 'upper',
    })),
  };
}
