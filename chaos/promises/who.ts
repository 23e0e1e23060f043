import type { Write } from '../chronicle.ts';
import { cast } from '../standard.ts';

export const isGuardian = ({ handling }: Pick<Write, 'handling'>): boolean => handling !== undefined;

/** Whether the pipeline made it. What it makes within the standard is approved. */
export const isPipeline = ({ by }: Pick<Write, 'by'>): boolean => by === cast.pipeline;

export const isResponder = ({ by }: Pick<Write, 'by'>): boolean => by === cast.responder;
