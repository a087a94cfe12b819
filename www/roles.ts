// The role of a column in a mapping, as one word; and the mapping with another role.
import type { Column, Endpoint, GradeRole, Mapping } from 'gradus';

/** `none`, `id`, `pre`, `post`, `pathology`, `other`, `group`, `exclude`, `time:2`, `event:2`, `entry:2`, `time:new`. */
type RoleName = string;

const GRADE_ROLES: readonly string[] = ['pre', 'post', 'pathology', 'other'];

export function roleOf(mapping: Mapping, column: string): RoleName {
  if (mapping.id === column) return 'id';
  const grade = mapping.grades.find((one) => one.column === column);
  if (grade) return grade.role;
  const time = mapping.endpoints.findIndex((one) => one.time === column);
  if (time >= 0) return `time:${time}`;
  const event = mapping.endpoints.findIndex((one) => one.event === column);
  if (event >= 0) return `event:${event}`;
  const entry = mapping.endpoints.findIndex((one) => one.entry === column);
  if (entry >= 0) return `entry:${entry}`;
  if (mapping.exclude?.some((one) => one.column === column)) return 'exclude';
  return mapping.groups.includes(column) ? 'group' : 'none';
}

/** Takes the column out of its role, then gives it the new one. */
export function withRole(mapping: Mapping, column: Column, role: RoleName): Mapping {
  const { name } = column;
  const free = without(mapping, name);
  if (role === 'id') return { ...free, id: name };
  if (role === 'group') return { ...free, groups: [...free.groups, name] };
  if (role === 'exclude') return { ...free, exclude: [...(free.exclude ?? []), { column: name, values: [] }] };
  if (GRADE_ROLES.includes(role)) {
    const one = { column: name, role: role as GradeRole, scale: 'paper6', boundary: boundaryOf(mapping) };
    const others = role === 'other' ? free.grades : free.grades.filter((grade) => grade.role !== role);
    return { ...free, grades: [...others, one] };
  }
  const [part, which] = role.split(':');
  if (part !== 'time' && part !== 'event' && part !== 'entry') return free;
  if (which === 'new') return { ...free, endpoints: [...free.endpoints, fresh(name)] };
  const wanted = mapping.endpoints[Number(which)]?.name;
  const endpoints = free.endpoints.map((endpoint): Endpoint => {
    if (endpoint.name !== wanted) return endpoint;
    if (part === 'time') return { ...endpoint, time: name };
    if (part === 'entry') return { ...endpoint, entry: name };
    return { ...endpoint, event: name, coding: noCoding() };
  });
  return { ...free, endpoints };
}

/** An endpoint goes with its time; without its event it stays, to be given another. */
function without(mapping: Mapping, column: string): Mapping {
  return {
    ...mapping,
    id: mapping.id === column ? null : mapping.id,
    grades: mapping.grades.filter((grade) => grade.column !== column),
    groups: mapping.groups.filter((group) => group !== column),
    exclude: (mapping.exclude ?? []).filter((one) => one.column !== column),
    endpoints: mapping.endpoints
      .filter((endpoint) => endpoint.time !== column)
      .map(({ entry, ...endpoint }): Endpoint => ({
        ...endpoint,
        ...(entry != null && entry !== column && { entry }),
        ...(endpoint.event === column && { event: '', coding: noCoding() }),
      })),
  };
}

/** What the engine can take: endpoints that have both their columns. */
export function complete(mapping: Mapping): Mapping {
  return { ...mapping, endpoints: mapping.endpoints.filter(({ event }) => event !== '') };
}

export function boundaryOf(mapping: Mapping): NonNullable<Mapping['grades'][number]['boundary']> {
  return mapping.grades[0]?.boundary ?? 'lower_inclusive';
}

function fresh(time: string): Endpoint {
  return { name: time, time, event: '', unit: 'months', coding: noCoding() };
}

/** An endpoint can be computed once somebody has said what its values mean. */
export function isCoded(endpoint: Endpoint): boolean {
  return endpoint.coding.event.length > 0;
}

export function noCoding(): Endpoint['coding'] {
  return { event: [], censored: [], competing: [], excluded: [] };
}
