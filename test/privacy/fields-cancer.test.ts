import { fieldsOf } from './fields.ts';

fieldsOf('cancer');
