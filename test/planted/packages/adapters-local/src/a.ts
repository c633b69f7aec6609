import '../../core/src/failure.ts';
import './b.ts';
