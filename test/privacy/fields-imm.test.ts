import { fieldsOf } from './fields.ts';

fieldsOf('imm');
