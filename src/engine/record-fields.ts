import type { TSchema } from '@sinclair/typebox';
import { pointerKeys } from '../readers/pointer.ts';

type Node = {
  type?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  additionalProperties?: unknown;
};

/** Whether a record of this type can have something at a pointer. What the type leaves open can have anything. */
export function canHave(type: TSchema, pointer: string): boolean {
  let nodes: Node[] = [type as Node];
  for (const key of pointerKeys(pointer)) {
    nodes = nodes.flatMap((node) => step(node, key));
    if (nodes.length === 0) return false;
  }
  return true;
}

function step(node: Node, key: string): Node[] {
  if (node.anyOf) return node.anyOf.flatMap((branch) => step(branch, key));
  if (node.properties && Object.hasOwn(node.properties, key)) return [node.properties[key] as Node];
  if (node.items && /^\d+$/.test(key)) return [node.items];
  const open = node.type === undefined || (node.type === 'object' && node.additionalProperties !== false);
  return open ? [{}] : [];
}
