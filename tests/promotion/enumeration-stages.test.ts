import { enumeratePromotions } from './enumerate-promotions';

enumeratePromotions('stage');
