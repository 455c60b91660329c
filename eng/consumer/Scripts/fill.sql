UPDATE orders SET state = 'open';
